import type { MarginMode } from '../market/book.ts'
import { type Failure, failure, pointer, problem, type Result, success } from '../num/result.ts'
import { allVenues } from '../venues/index.ts'
import type { MarginRequest } from './request.ts'
import { byName, byVenue, type Choice, definitions, venuelessModels } from './resolve.ts'

export interface ComparisonOptions {
  readonly modes?: readonly MarginMode[]
  /** Every venue when absent, that of the request or the book first. */
  readonly venues?: readonly string[]
  /** These models instead of one for each venue and mode. */
  readonly models?: readonly string[]
}

const allModes: readonly MarginMode[] = ['isolated', 'cross', 'portfolio']

/**
 * The models of a comparison: those named; else one for each mode that a venue has, the model named by the request or
 * the book where it is of that venue and mode. A venue of the request is the only one; that of the book comes first.
 */
export function comparedModels(
  request: MarginRequest,
  { modes = allModes, venues, models }: ComparisonOptions,
): Result<readonly Choice[]> {
  const nothing = Object.entries({ modes, venues, models }).filter(([, list]) => list?.length === 0)
  if (nothing.length > 0) return failure(...nothing.map(([name]) => mustName(name)))
  if (models !== undefined) return namedModels([...new Set(models)])
  const asked = venues ?? (request.venue === undefined ? undefined : [request.venue])
  if (asked !== undefined) return ofVenues([...new Set(asked)], modes, request)
  const first = ownVenue(request)
  const [own, others] =
    first === undefined ? [venueless, notVenueless] : [[first], everyVenue.filter((name) => name !== first)]
  const found = ofVenues(own, modes, request)
  if (!found.ok && found.problems.some(({ path }) => path !== '/mode')) return found
  const rest = others.flatMap((name) => choicesOf(name, modes, request))
  const all = [...(found.ok ? found.value : []), ...rest]
  return all.length > 0 ? success(all) : found
}

function mustName(list: string): Failure {
  return problem('model.unknown', pointer(list), `${list} must name at least one, there is none`)
}

const everyVenue = allVenues.map(({ name }) => name)
/** Venues of the models that are meant where none is named. */
const venueless = [...new Set(Object.values(venuelessModels).map((name) => venueOf(name)))]
const notVenueless = everyVenue.filter((name) => !venueless.includes(name))

function venueOf(model: string): string {
  return model.split('/')[0] ?? model
}

function ownVenue({ book, model = book.model }: MarginRequest): string | undefined {
  return book.venue ?? (model === undefined ? undefined : venueOf(model))
}

function namedModels(models: readonly string[]): Result<readonly Choice[]> {
  const found = models.map((name) => byName(name))
  const problems = found.flatMap((each) => (each.ok ? [] : each.problems))
  if (problems.length > 0) return failure(...problems)
  return success(found.flatMap((each) => (each.ok ? [each.value] : [])))
}

/** A mode that a venue does not have is left out, unless none of the venues has any. */
function ofVenues(
  names: readonly string[],
  modes: readonly MarginMode[],
  request: MarginRequest,
): Result<readonly Choice[]> {
  const problems: Failure[] = []
  const choices = names.flatMap((name) => {
    const found = modes.map((mode) => byVenue(name, mode))
    problems.push(...found.flatMap((each) => (each.ok ? [] : each.problems)))
    return choicesOf(name, modes, request)
  })
  const unheard = problems.filter(({ path }) => path === '/venue')
  if (unheard.length > 0) return failure(...new Map(unheard.map((each) => [each.message, each])).values())
  return choices.length > 0 ? success(choices) : failure(...problems)
}

function choicesOf(name: string, modes: readonly MarginMode[], request: MarginRequest): readonly Choice[] {
  const { book, model = book.model } = request
  return [...new Set(modes)].flatMap((mode) => {
    const ofMode = definitions().filter(({ venue, definition }) => venue.name === name && definition.mode === mode)
    const choice = ofMode.find(({ definition }) => definition.name === model) ?? ofMode[0]
    return choice === undefined ? [] : [choice]
  })
}
