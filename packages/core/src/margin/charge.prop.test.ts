import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Charge, leaf, maxOf, minOf, rootSumSquareOf, roundOf, scaleOf, sumOf, treeError } from './charge.ts'

const amount = fc.double({ min: -1e9, max: 1e9, noNaN: true })

/** Any tree of up to five floors under every rule. */
const { tree } = fc.letrec<{ tree: Charge }>((tie) => {
  const parts = (minLength: number) => fc.array(tie('tree'), { minLength, maxLength: 4 })
  return {
    tree: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'charge' },
      amount.map((x) => leaf('leaf', x)),
      parts(0).map((each) => sumOf('sum', each)),
      parts(1).map((each) => maxOf('max', each)),
      parts(1).map((each) => minOf('min', each)),
      parts(0).map((each) => rootSumSquareOf('root', each)),
      fc
        .tuple(fc.double({ min: -2, max: 2, noNaN: true }), tie('tree'))
        .map(([by, part]) => scaleOf('scale', by, part)),
      fc
        .tuple(tie('tree'), fc.nat(4), fc.constantFrom('up' as const, 'down' as const, 'nearest' as const))
        .map(([part, digits, direction]) => roundOf('round', part, digits, direction)),
    ),
  }
})

function nodesOf(charge: Charge): readonly Charge[] {
  return [charge, ...charge.parts.flatMap(nodesOf)]
}

/** The tree with the amount of its n-th node changed. */
function planted(charge: Charge, n: number, change: number): Charge {
  let left = n
  const visit = (node: Charge): Charge => {
    const isHere = left === 0
    left--
    const parts = node.parts.map(visit)
    return isHere ? { ...node, amount: node.amount + change, parts } : { ...node, parts }
  }
  return visit(charge)
}

test('every node of every tree follows from its parts by its rule', () => {
  fc.assert(
    fc.property(tree, (charge) => {
      expect(treeError(charge)).toBeLessThan(1e-12)
    }),
  )
})

test('a tree tells no more and no less after a round trip through JSON', () => {
  fc.assert(
    fc.property(tree, (charge) => {
      // JSON has no −0.
      expect(treeError(JSON.parse(JSON.stringify(charge)))).toBe(treeError(charge))
    }),
  )
})

test('exactly one part of every max and min binds, and it is the amount', () => {
  fc.assert(
    fc.property(tree, (charge) => {
      for (const { rule, parts, amount: decided } of nodesOf(charge)) {
        if (rule !== 'max' && rule !== 'min') continue
        const binding = parts.filter((part) => part.binding === true)
        expect(binding.map((part) => part.amount)).toEqual([decided])
      }
    }),
  )
})

test('a changed amount anywhere but in an unused leaf is found', () => {
  fc.assert(
    fc.property(tree, fc.nat(), (charge, pick) => {
      const nodes = nodesOf(charge)
      const n = pick % nodes.length
      const node = nodes[n]
      fc.pre(node !== undefined && node.rule !== 'leaf')
      expect(treeError(planted(charge, n, 1 + Math.abs(node?.amount ?? 0)))).toBeGreaterThan(0.1)
    }),
  )
})
