/** Stands where the figures will be, at their height, so that nothing jumps. */
export function Skeleton() {
  return (
    <div className="overview" role="status">
      <span className="visually-hidden">Loading</span>
      <div className="card skeleton skeleton-strip" />
      <div className="card skeleton" />
      <div className="card skeleton" />
      <div className="card skeleton" />
      <div className="card skeleton" />
      <div className="card skeleton wide" />
    </div>
  )
}
