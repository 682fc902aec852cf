import type { ParameterSet } from '../../margin/model.ts'
import type { Asset, Underlying } from '../../market/instrument.ts'

/** From `startUsd` on a weight changes with what all users hold, or owe, of a token. */
export interface MangoScale {
  readonly startUsd: number
  readonly totalUsd: number
}

/** How one token counts, fractions of its value. */
export interface MangoToken {
  readonly initialAssetFrac: number
  readonly maintenanceAssetFrac: number
  readonly initialLiabilityFrac: number
  readonly maintenanceLiabilityFrac: number
  /** Null: the weight does not scale. */
  readonly depositScale: MangoScale | null
  readonly borrowScale: MangoScale | null
}

/** How one perpetual counts: its base like a token, and what it adds as a whole. */
export interface MangoPerp {
  readonly initialBaseAssetFrac: number
  readonly maintenanceBaseAssetFrac: number
  readonly initialBaseLiabilityFrac: number
  readonly maintenanceBaseLiabilityFrac: number
  readonly initialOverallFrac: number
  readonly maintenanceOverallFrac: number
}

export interface MangoParameters {
  /** Token in which perpetuals settle. */
  readonly settleToken: Asset
  /** What a book may call a token, and what the venue calls it. */
  readonly aliases: Readonly<Record<string, Asset>>
  /** A token that is not among them, nor `*`, cannot be held. */
  readonly tokens: Readonly<Record<Asset, MangoToken>>
  /** By underlying, `*` for the rest; null must be given by the user. */
  readonly perps: Readonly<Record<Underlying, MangoPerp | null>>
}

/** The preset for tokens of which a quarter of a million trades within one percent. */
const tierAaa: MangoToken = {
  initialAssetFrac: 0.8,
  maintenanceAssetFrac: 0.9,
  initialLiabilityFrac: 1.2,
  maintenanceLiabilityFrac: 1.1,
  depositScale: null,
  borrowScale: null,
}

const atPar: MangoToken = {
  initialAssetFrac: 1,
  maintenanceAssetFrac: 1,
  initialLiabilityFrac: 1,
  maintenanceLiabilityFrac: 1,
  depositScale: null,
  borrowScale: null,
}

const presets = '@blockworks-foundation/mango-v4-settings, lib/helpers/listingTools, listing presets (2024)'

/** Weights are set by governance, token by token, on chain: what is here is the preset of the largest. */
export const mangoPresets: ParameterSet<MangoParameters> = {
  set: '2024-presets',
  provenance: 'third-party',
  source: presets,
  exceptions: [
    {
      path: '/aliases',
      provenance: 'assumed',
      source: 'Plimsoll: dollars of a book are the token perpetuals settle in',
    },
    {
      path: '/tokens/USDC',
      provenance: 'inferred',
      source: 'mango-v4 client 0.33.9, whose test accounts weigh USDC at one',
    },
    {
      path: '/tokens',
      provenance: 'assumed',
      source: `Weights of tier AAA are those of ${presets}; that these tokens are in it is assumed`,
    },
    {
      path: '/tokens/*/depositScale',
      provenance: 'assumed',
      source: 'The preset starts to scale at 500 000 dollars; what all users hold is state of the chain: not scaled',
    },
    {
      path: '/perps',
      provenance: 'assumed',
      source: 'Weights of perpetuals are on chain and in no document: to be given',
    },
  ],
  parameters: {
    settleToken: 'USDC',
    aliases: { USD: 'USDC', wBTC: 'BTC', wETH: 'ETH' },
    tokens: { USDC: atPar, SOL: tierAaa, BTC: tierAaa, ETH: tierAaa },
    perps: { '*': null },
  },
}
