import { type ParametersDocument, parseParameters } from '../document/params-document.ts'
import type { MarginModel, ModelDefinition, ParameterSet, Venue } from '../margin/model.ts'
import type { Book, MarginMode } from '../market/book.ts'
import { type Failure, failure, pointer, problem, type Result, success } from '../num/result.ts'
import { allVenues } from '../venues/index.ts'
import type { MarginRequest } from './request.ts'

/** A model chosen and bound to its parameters. */
export interface ResolvedModel {
  readonly venue: Venue
  readonly model: MarginModel
}

/** Model of each mode where no venue is named. */
export const venuelessModels: Readonly<Record<MarginMode, string>> = {
  isolated: 'generic/isolated',
  cross: 'generic/cross',
  portfolio: 'house/portfolio',
}

/**
 * The model a request asks for: by its own name, else by venue and mode, the book's where the request is silent.
 * Parameters are a document, the name of a built-in set, or the model's current set.
 */
export function resolveModel(request: MarginRequest): Result<ResolvedModel> {
  const document = documentOf(request.parameters)
  if (document !== null && !document.ok) return document
  const chosen = chooseDefinition(request, document?.value ?? null)
  return chosen.ok ? bindModel(chosen.value, request.book, request.parameters, document?.value ?? null) : chosen
}

/** A chosen model with its parameters (a document, the name of a set, or undefined for the current one) and the book's settings. */
export function bindModel(
  { venue, definition }: Choice,
  book: Book,
  parameters: unknown,
  document: ParametersDocument | null,
): Result<ResolvedModel> {
  const set = setOf(definition, parameters, document)
  if (!set.ok) return set
  const settings = settingsOf(book, venue, definition)
  return settings.ok ? success({ venue, model: definition.make(set.value, settings.value) }) : settings
}

/** The book's settings are for its own venue, or for the one that is asked when it names none. */
function settingsOf({ venue, model, settings }: Book, asked: Venue, definition: ModelDefinition): Result<unknown> {
  const own = venue ?? model?.split('/')[0]
  if (settings === undefined || (own !== undefined && own !== asked.name)) return success(undefined)
  if (definition.parseSettings === undefined) {
    const [name] = Object.keys(settings)
    if (name === undefined) return success(undefined)
    return failure(
      problem(
        'document.unknown-field',
        pointer('settings', name),
        `${definition.name} has no settings, one is ${name}`,
      ),
    )
  }
  const parsed = definition.parseSettings(settings)
  if (parsed.ok) return parsed
  return failure(...parsed.problems.map((found) => ({ ...found, path: `/settings${found.path}` })))
}

/** Null when parameters are none, or the name of a set. Problems are told as the request's: `/params/set`. */
export function documentOf(parameters: unknown): Result<ParametersDocument> | null {
  if (parameters === undefined || typeof parameters === 'string') return null
  const parsed = parseParameters(parameters)
  return parsed.ok ? parsed : inParams(parsed.problems)
}

function inParams(problems: readonly Failure[]): Result<never> {
  return failure(...problems.map((found) => ({ ...found, path: `/params${found.path}` })))
}

/** A model before it is bound. */
export interface Choice {
  readonly venue: Venue
  readonly definition: ModelDefinition
}

function chooseDefinition(request: MarginRequest, document: ParametersDocument | null): Result<Choice> {
  const { book } = request
  const mode = request.mode ?? book.mode ?? modeOf(document?.model) ?? 'cross'
  const asked = request.model ?? (request.mode === undefined && request.venue === undefined ? book.model : undefined)
  if (asked !== undefined) return namedChoice(asked, request)
  const venueName = request.venue ?? book.venue
  return venueName === undefined ? byName(venuelessModels[mode]) : byVenue(venueName, mode)
}

/** A model has one venue and one mode: a request that names others beside it contradicts itself. */
function namedChoice(name: string, request: MarginRequest): Result<Choice> {
  const found = byName(name)
  return found.ok ? agreeing(found.value, request) : found
}

function agreeing(choice: Choice, { venue, mode }: MarginRequest): Result<Choice> {
  const { name, mode: own } = choice.definition
  const wrong = (field: string, must: string, is: string): Failure =>
    problem('model.unknown', pointer(field), `${field} of ${name} must be ${must}, is ${is}`)
  const problems = [
    ...(venue === undefined || venue === choice.venue.name ? [] : [wrong('venue', choice.venue.name, venue)]),
    ...(mode === undefined || mode === own ? [] : [wrong('mode', own, mode)]),
  ]
  return problems.length > 0 ? failure(...problems) : success(choice)
}

function modeOf(model: string | undefined): MarginMode | undefined {
  return definitions().find(({ definition }) => definition.name === model)?.definition.mode
}

/** Every model there is. */
export function definitions(): readonly Choice[] {
  return allVenues.flatMap((venue) => venue.models.map((definition) => ({ venue, definition })))
}

export function byName(name: string): Result<Choice> {
  const found = definitions().find(({ definition }) => definition.name === name)
  if (found !== undefined) return success(found)
  const known = definitions().map(({ definition }) => definition.name)
  return failure(problem('model.unknown', '/model', `model must be one of ${known.join(', ')}, is ${name}`))
}

export function byVenue(name: string, mode: MarginMode): Result<Choice> {
  const venue = allVenues.find((venue) => venue.name === name)
  if (venue === undefined) {
    const known = allVenues.map((venue) => venue.name).join(', ')
    return failure(problem('model.unknown', '/venue', `venue must be one of ${known}, is ${name}`))
  }
  const definition = venue.models.find((definition) => definition.mode === mode)
  if (definition !== undefined) return success({ venue, definition })
  const modes = venue.models.map((definition) => definition.mode).join(', ')
  return failure(problem('model.unknown', '/mode', `mode of ${name} must be one of ${modes}, is ${mode}`))
}

function setOf(
  definition: ModelDefinition,
  asked: unknown,
  document: ParametersDocument | null,
): Result<ParameterSet<unknown>> {
  if (document !== null) return customSet(definition, document)
  const [current] = definition.sets
  const set = asked === undefined ? current : definition.sets.find((known) => known.set === asked)
  if (set !== undefined) return success(set)
  const known = definition.sets.map((known) => known.set).join(', ')
  return failure(
    problem(
      'params.unknown',
      '/params',
      `parameter set of ${definition.name} must be one of ${known}, is ${String(asked)}`,
    ),
  )
}

/** Models of one venue may share a set: what margins isolated positions also margins them in cross. */
function customSet(definition: ModelDefinition, document: ParametersDocument): Result<ParameterSet<unknown>> {
  const venueOf = (model: string): string => model.split('/')[0] ?? model
  if (venueOf(document.model) !== venueOf(definition.name))
    return failure(
      problem('params.value', '/params/model', `parameters are for ${document.model}, the model is ${definition.name}`),
    )
  const parsed = definition.parse(document.parameters)
  if (!parsed.ok) return inParams(parsed.problems.map((found) => ({ ...found, path: `/parameters${found.path}` })))
  const { set, provenance, source, exceptions } = document
  return success({ set, provenance, source, exceptions, parameters: parsed.value })
}

/** Every venue and model there is. */
export function venues(): readonly Venue[] {
  return allVenues
}
