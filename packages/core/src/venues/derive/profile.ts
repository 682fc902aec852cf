import {
  assumed,
  type CollateralEntry,
  type LiquidationStep,
  published,
  type VenueProfile,
} from '../../margin/venue-profile.ts'
import { auctionV2 } from './params-auction.ts'
import type { CollateralTerms } from './portfolio-parameters.ts'

const pages = published('docs.derive.xyz, repository mirror c34217b (2026-03-26)')
const contracts = published('github.com/derivexyz/v2-core 7736900 (2026-01-21)')
const v3 = published('docs.derive.xyz, V3 pages (2026), their beginnings')
const ours = assumed('Plimsoll')

const models = ['derive/standard', 'derive/pm2', 'derive/pm1'] as const

const steps: readonly LiquidationStep[] = [
  {
    name: 'auction',
    does: 'once net maintenance margin is below 0 the account is sold in equal parts of everything in it; a fee of 10 % of the mark of the part that can be sold (v2)',
    ...pages,
  },
  {
    name: 'solvent auction',
    does: 'the discount on the mark grows from 5 % to 30 % in 15 minutes, then to 100 % in 12 hours; it ends when the buffer margin (15 % beyond maintenance margin) is at least 0',
    action: { type: 'reduce-evenly' },
    ...pages,
  },
  {
    name: 'insolvent auction',
    does: 'an account worth less than nothing is offered with a payment that grows from its mark to all of its maintenance margin in 60 minutes, paid by the security module',
    action: { type: 'take-over' },
    ...pages,
  },
  {
    name: 'socialised loss',
    does: 'what the security module cannot pay is kept from every withdrawal of USDC, debt ÷ (debt + deposits) of it, until it is made good',
    ...pages,
  },
]

/** Maintenance haircuts of the second managers, each for its own underlying; cash counts in full. */
function collateral(tables: readonly Readonly<Record<string, CollateralTerms>>[]): readonly CollateralEntry[] {
  const coins = tables.flatMap((table) =>
    Object.entries(table).map(([asset, { maintenanceHaircutFrac }]) => ({
      asset,
      tiers: [{ quantityMax: null, haircutFrac: maintenanceHaircutFrac }],
      ...(asset === 'BTC' ? ours : pages),
    })),
  )
  return [{ asset: 'USDC', tiers: [{ quantityMax: null, haircutFrac: 0 }], ...pages }, ...coins]
}

/** What is known of Derive besides its margin. */
export function deriveProfile(tables: readonly Readonly<Record<string, CollateralTerms>>[]): VenueProfile {
  return {
    collateral: collateral(tables),
    eligibility: (['derive/pm2', 'derive/pm1'] as const).map((model) => ({
      model,
      equityMin: null,
      cleanSlate: false,
      disclosures: [],
      conditions: [
        'a subaccount under the portfolio manager of one underlying, holding contracts of that underlying alone',
        'at most 128 assets and 11 expiries',
      ],
      ...contracts,
    })),
    ratios: models.map((model) => ({
      model,
      name: 'MM',
      formula:
        model === 'derive/standard'
          ? 'cash + coins × their part + profit of perpetuals − requirement'
          : 'mark-to-market − maintenance requirement',
      liquidatedWhen: 'below 0',
    })),
    liquidation: models.map((model) => ({
      model,
      trigger: 1,
      steps,
      // The buffer margin is 0 where net maintenance margin is `bufferFrac` of the requirement.
      restoreUse: { use: 1 / (1 + auctionV2.bufferFrac), ...pages },
      deleveraging: { rank: 'none' as const, ...pages },
      price: 'solved' as const,
    })),
    coverage,
  }
}

const coverage: VenueProfile['coverage'] = [
  {
    rule: 'portfolio manager 2: scenarios with weights and bent smiles, discounts by sign, forward contingency',
    state: 'implemented',
    ...contracts,
  },
  {
    rule: 'portfolio manager 2: peg, feed confidence, naked shorts by strike, haircuts',
    state: 'implemented',
    ...contracts,
  },
  {
    rule: 'forward partly fixed in the last 30 minutes',
    state: 'implemented',
    ...contracts,
    note: 'forwards[].fixedPart',
  },
  {
    rule: 'check of a trusted caller on three scenarios',
    state: 'parameter',
    note: '/managers/<underlying>/shocks/scenarios: the two moves of the forward contingency and none',
  },
  { rule: 'portfolio manager 1', state: 'implemented', ...contracts },
  {
    rule: 'standard manager: perpetuals, coins, short options, largest loss of an expiry, feed confidence, peg',
    state: 'implemented',
    ...contracts,
  },
  { rule: 'one manager an underlying, limits of assets and expiries', state: 'implemented', ...contracts },
  {
    rule: 'auctions: buffer, fee, discounts, largest fraction, insolvent offer, withdrawal fee',
    state: 'implemented',
    ...pages,
  },
  { rule: 'perpetual rates of V3', state: 'implemented', ...v3 },
  {
    rule: 'coins, options, feed and peg terms of V3',
    state: 'implemented',
    ...ours,
    note: 'carried over from the set 2026-03-26',
  },
  {
    rule: 'open orders',
    state: 'implemented',
    ...ours,
    note: 'the worse of all buys filled and all sells filled adds to initial margin',
  },
  {
    rule: 'collateral of other kinds',
    state: 'parameter',
    note: '/managers/<underlying>/collateral/<ASSET>, /markets/<underlying>/base with /baseAssets/<ASSET>',
  },
  {
    rule: 'options and coins of the further V3 markets',
    state: 'parameter',
    note: '/markets/<underlying>/option, base',
  },
  {
    rule: 'auctions as an engine does them',
    state: 'implemented',
    ...ours,
    note: 'it sells the equal part at the market with its own fee: the venue’s fee and discount are shares of what the account is worth, and grow while nobody buys',
  },
  { rule: 'what the V3 liquidation penalty of 5 % is charged on', state: 'unknown', ...v3 },
  { rule: 'scenarios of the V3 portfolio manager', state: 'unknown', note: 'its page has been read in part only' },
  {
    rule: 'fees on open interest and trades, interest on borrowed cash',
    state: 'unknown',
    note: 'not part of a requirement: on chain, outside the order book, opening costs 70 % of the spot a contract, at least 800 USDC',
  },
]
