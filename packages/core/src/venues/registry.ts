// Every venue there is: a new one is a folder and a line here.
export { bybit } from './bybit/index.ts'
export { deribit } from './deribit/index.ts'
export { derive } from './derive/index.ts'
export { drift } from './drift/index.ts'
export { dydx } from './dydx/index.ts'
export { generic } from './generic/index.ts'
export { house } from './house/index.ts'
export { hyperliquid } from './hyperliquid/index.ts'
