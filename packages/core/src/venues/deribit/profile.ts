import type { Venue } from '../../margin/model.ts'
export const profile: NonNullable<Venue['profile']> = {
  collateral: [],
  eligibility: [],
  ratios: [],
  liquidation: [],
  coverage: [],
}
