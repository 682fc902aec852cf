/** Stands where a picture will be, or says that it will not come. */
export function PictureGap({ isFailed }: { readonly isFailed: boolean }) {
  return isFailed ? (
    <p className="empty">The picture could not be loaded; the table has the same figures.</p>
  ) : (
    <div className="chart skeleton" />
  )
}
