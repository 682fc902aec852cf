import type { OpenOrder } from '../account.ts'

/** Whether it can only close: it says so, or in hedge mode it trades against its side. Such an order needs no margin. */
export function isClosing({
  reduceOnly,
  side,
  contracts,
}: Pick<OpenOrder, 'reduceOnly' | 'contracts'> & Partial<Pick<OpenOrder, 'side'>>): boolean {
  return reduceOnly || (side === 'long' && contracts.sign() < 0) || (side === 'short' && contracts.sign() > 0)
}
