import { assumed, published, type VenueProfile } from '../../margin/venue-profile.ts'

const textbook = 'McMillan, L. (2012), Options as a Strategic Investment, 5th ed., ch. 34'
const structure = 'ASX, SPAN margining, and CME Group, SPAN methodology overview'

/** Of a method, not of a venue: who clears says what is taken as collateral and how a default is closed. */
export const profile: VenueProfile = {
  collateral: [
    {
      asset: '*',
      tiers: [{ quantityMax: null, haircutFrac: 0 }],
      ...assumed('Plimsoll: counts in full until haircuts are given'),
    },
  ],
  eligibility: [],
  ratios: [
    {
      model: 'span/portfolio',
      name: 'excess',
      formula: 'collateral and futures profit − requirement',
      liquidatedWhen: 'a call for margin is not met: the clearing member decides',
    },
  ],
  liquidation: [
    {
      model: 'span/portfolio',
      trigger: 1,
      price: 'solved',
      steps: [
        {
          name: 'margin call',
          does: 'below maintenance the account is called up to initial margin; its clearing member closes positions if it is not met',
          ...assumed('Plimsoll: general practice of futures clearing'),
        },
      ],
    },
  ],
  coverage: [
    { rule: 'scan risk over sixteen scenarios', state: 'implemented', ...published(textbook) },
    {
      rule: 'composite delta over seven price points',
      state: 'implemented',
      note: 'weights assumed; a composite delta may be given instead',
      ...published(structure),
    },
    {
      rule: 'inter-month spreads by tier and priority, delivery month charges',
      state: 'implemented',
      note: 'charged by spread, or by delta in delivery',
      ...published(structure),
    },
    {
      rule: 'inter-commodity credits by weighted price risk, in order of priority',
      state: 'implemented',
      note: 'formula of the price risk assumed',
      ...assumed('Commonly given; CME’s report tells scan, time, volatility and delta apart'),
    },
    {
      rule: 'short option minimum, net option value, initial as a multiple of maintenance',
      state: 'implemented',
      ...published(structure),
    },
    { rule: 'risk arrays, deltas, spreads, rates', state: 'parameter', note: 'a clearing house’s daily file' },
    {
      rule: 'inter-exchange credits, tiered scanning, split allocation of spread credits',
      state: 'unknown',
      note: 'not applied',
    },
    {
      rule: 'SPAN 2 (historical and stress value at risk)',
      state: 'unknown',
      note: 'its parameters are not published',
    },
  ],
}
