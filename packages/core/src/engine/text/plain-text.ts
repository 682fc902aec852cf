import type { Command, FillLeg, OrderTerms } from '../command.ts'

/**
 * The text of the commands that come most, fields in the order that the schema reads them in, whatever order they were
 * made in; undefined for the rest. It is what `JSON.stringify` gives of a command that was parsed, in a third of the time.
 */
export function plainText(command: Command): string | undefined {
  switch (command.type) {
    case 'deposit':
    case 'withdraw': {
      const { type, at, account, asset, amount } = command
      return `{"type":"${type}","at":${at},"account":${quoted(account)},"asset":${quoted(asset)},"amount":"${amount}"}`
    }
    case 'transfer': {
      const { at, account, to, asset, amount } = command
      return `{"type":"transfer","at":${at},"account":${quoted(account)},"to":${quoted(to)},"asset":${quoted(asset)},"amount":"${amount}"}`
    }
    case 'fill': {
      const { at, symbol, price, legs } = command
      return `{"type":"fill","at":${at},"symbol":${quoted(symbol)},"price":"${price}","legs":[${legs.map(legText).join()}]}`
    }
    case 'order': {
      const { at, account, order } = command
      return `{"type":"order","at":${at},"account":${quoted(account)},"order":${termsText(order)}}`
    }
    case 'cancel': {
      const { at, account, order } = command
      return `{"type":"cancel","at":${at},"account":${quoted(account)},"order":${quoted(order)}}`
    }
    default:
      return undefined
  }
}

function legText({ account, contracts, fee, order, side }: FillLeg): string {
  const named = order === undefined ? '' : `,"order":${quoted(order)}`
  return `{"account":${quoted(account)},"contracts":"${contracts}","fee":"${fee}"${named}${sideText(side)}}`
}

function termsText({ id, symbol, contracts, price, reduceOnly, side }: OrderTerms): string {
  return `{"id":${quoted(id)},"symbol":${quoted(symbol)},"contracts":"${contracts}","price":"${price}","reduceOnly":${reduceOnly}${sideText(side)}}`
}

function sideText(side: OrderTerms['side']): string {
  return side === undefined ? '' : `,"side":"${side}"`
}

const needsNoEscape = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  return needsNoEscape.test(text) ? `"${text}"` : JSON.stringify(text)
}
