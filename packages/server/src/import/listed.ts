/** The first names of a list, and how many more there are. */
export function listed(names: readonly string[], most = 12): string {
  const rest = names.length - most
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ')
}
