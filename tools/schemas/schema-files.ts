import { fileURLToPath } from 'node:url'
import {
  bookJsonSchema,
  engine,
  marketJsonSchema,
  modePolicyJsonSchema,
  parametersJsonSchema,
} from '../../packages/core/src/index.ts'

const folder = fileURLToPath(new URL('../../docs/schema/', import.meta.url))

const schemas = {
  market: marketJsonSchema(),
  book: bookJsonSchema(),
  params: parametersJsonSchema(),
  'mode-policy': modePolicyJsonSchema(),
  command: engine.commandJsonSchema(),
}

/** What docs/schema must hold: made from the schemas that the library parses with. */
export const schemaFiles: readonly { readonly path: string; readonly text: string }[] = Object.entries(schemas).map(
  ([name, schema]) => ({ path: `${folder}${name}.json`, text: `${JSON.stringify(schema, null, 2)}\n` }),
)
