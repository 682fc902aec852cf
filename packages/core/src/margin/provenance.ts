/** Where a number comes from, best first. */
export type Provenance = 'published' | 'third-party' | 'inferred' | 'assumed'
