interface Option<T extends string> {
  readonly value: T
  readonly text: string
  readonly title?: string
}

interface Props<T extends string> {
  readonly legend: string
  readonly name: string
  readonly options: readonly Option<T>[]
  readonly value: T | undefined
  readonly onChange: (value: T) => void
}

/** One of a few, all in sight: radio buttons, so that the arrow keys move between them. */
export function Segmented<T extends string>({ legend, name, options, value, onChange }: Props<T>) {
  return (
    <fieldset className="segmented">
      <legend>{legend}</legend>
      <div className="segments">
        {options.map((option) => (
          <label key={option.value} title={option.title}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
