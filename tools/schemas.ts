// Writes the JSON Schemas of the documents into docs/schema: node tools/schemas.ts
import { writeFileSync } from 'node:fs'
import { schemaFiles } from './schemas/schema-files.ts'

for (const { path, text } of schemaFiles) writeFileSync(path, text)
