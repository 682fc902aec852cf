import { useEffect, useRef } from 'react'
import type { MarginResult } from '../data/core-types.ts'
import { instant } from '../format/format.ts'
import type { Explanation } from './explanation.ts'

interface Props {
  readonly explanation: Explanation
  readonly margin: MarginResult
  readonly onClose: () => void
}

/** A modal dialog of the browser's own: it keeps the focus inside, closes on Esc and gives the focus back. */
export function ExplanationDrawer({ explanation, margin, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const { title, value, words, inputs, notes } = explanation
  return (
    // A click beside the drawer closes it, as Esc and the button do; the keyboard needs no third way.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a modal dialog by itself.
    <dialog
      ref={dialog}
      className="drawer"
      aria-labelledby="drawer-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div className="drawer-body">
        <header className="drawer-head">
          <p className="drawer-kicker">About this number</p>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </header>
        <h2 id="drawer-title">{title}</h2>
        <p className="drawer-value">{value}</p>
        <h3>How it follows</h3>
        <p>{words}</p>
        {inputs.length > 0 && <Inputs inputs={inputs} />}
        {notes.map((note) => (
          <p key={note} className="quiet">
            {note}
          </p>
        ))}
        <Sources margin={margin} />
      </div>
    </dialog>
  )
}

function Inputs({ inputs }: Pick<Explanation, 'inputs'>) {
  return (
    <>
      <h3>From</h3>
      <dl className="inputs">
        {inputs.map(({ name, value, from }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span className="number">{value}</span>
              <span className="quiet">{from}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Sources({ margin: { at, model, parameters } }: Pick<Props, 'margin'>) {
  return (
    <>
      <h3>Sources</h3>
      <dl className="inputs">
        <div>
          <dt>Prices</dt>
          <dd>{instant(at)}, one snapshot for every figure</dd>
        </div>
        <div>
          <dt>Model</dt>
          <dd>{model}</dd>
        </div>
        <div>
          <dt>Parameters</dt>
          <dd>
            <span>
              set {parameters.set} ({parameters.provenance})
            </span>
            <span className="quiet">{parameters.source}</span>
          </dd>
        </div>
        <div>
          <dt>Rounding</dt>
          <dd>only on the screen; the figures of the API have all their digits</dd>
        </div>
      </dl>
    </>
  )
}
