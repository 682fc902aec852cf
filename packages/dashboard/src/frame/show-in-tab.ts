import type { Standing } from '../data/core-types.ts'

/** The state in the browser's tab, where it is seen while another page is in front: the icon turns to the mark of danger. */
export function showInTab(title: string, standing: Standing): void {
  document.title = `${title} · Plimsoll`
  const isDanger = standing === 'danger' || standing === 'liquidating'
  const drawing = isDanger ? dangerIcon : calmIcon
  document.querySelector('link[rel="icon"]')?.setAttribute('href', `data:image/svg+xml,${encodeURIComponent(drawing)}`)
}

const picture = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${inner}</svg>`

/** The load line of a ship: a circle crossed by a line. */
const calmIcon = picture(
  '<g fill="none" stroke="#1f5fa8" stroke-width="4"><circle cx="16" cy="16" r="10"/><path d="M1 16h30"/></g>',
)
const dangerIcon = picture('<rect x="4" y="4" width="24" height="24" fill="#b3123b"/>')
