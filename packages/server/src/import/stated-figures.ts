import type { Fields } from './payload-fields.ts'
import type { FigureName, StatedFigure } from './payload-part.ts'

/** Figures that an object of a payload gives, each under the venue's name; blank ones say nothing. */
export function statedFigures(
  row: Fields,
  file: string,
  of: StatedFigure['of'],
  names: readonly (readonly [FigureName, string])[],
  currency?: string,
): readonly StatedFigure[] {
  return names.flatMap(([figure, name]) => {
    const value = row.maybeDecimal(name)
    return value === undefined
      ? []
      : [
          {
            figure,
            name,
            value: Number(value.toString()),
            ...(currency === undefined ? {} : { currency }),
            of,
            file,
            path: `${row.path}/${name}`,
          },
        ]
  })
}

/** A liquidation price of 0 says that there is none. */
export function liquidationFigure(
  row: Fields,
  file: string,
  of: StatedFigure['of'],
  name: string,
): readonly StatedFigure[] {
  return statedFigures(row, file, of, [['liquidation price', name]]).filter(({ value }) => value > 0)
}
