/** Makes a row of zeros of a length. */
export type RowMaker = (length: number) => Float64Array

/** Rows of one block: a buffer of its own costs more than filling it. */
const rowsPerBlock = 64

/** A maker of rows cut from shared blocks. A row is given out once; its block lives as long as any of its rows. */
export function rowMaker(): RowMaker {
  let block = new Float64Array(0)
  let used = 0
  return (length) => {
    if (used + length > block.length) {
      block = new Float64Array(rowsPerBlock * length)
      used = 0
    }
    used += length
    return block.subarray(used - length, used)
  }
}
