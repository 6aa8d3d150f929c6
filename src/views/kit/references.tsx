import css from './references.module.css'

/** Where a thing is told: links where they are, as the reader would name them. */
export const References = ({ references }: { readonly references: readonly string[] }) => (
  <ul className={css.references}>
    {references.map((reference) => (
      <li key={reference}>
        {/^https:\/\//.test(reference) ? (
          <a href={reference} target="_blank" rel="noreferrer noopener">
            {reference.replace(/^https:\/\/(?:www\.)?/, '')}
          </a>
        ) : (
          reference
        )}
      </li>
    ))}
  </ul>
)
