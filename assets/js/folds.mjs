// What is folded away opens when it is printed, and when an address leads into it.
export function watchFolds (page) {
  const opened = []
  addEventListener('beforeprint', () => {
    for (const fold of page.querySelectorAll('details:not([open])')) {
      fold.open = true
      opened.push(fold)
    }
  })
  addEventListener('afterprint', () => {
    for (const fold of opened.splice(0)) fold.open = false
  })
  const reveal = () => {
    const target = page.getElementById(decodeURIComponent(location.hash.slice(1)))
    const fold = target?.closest('details:not([open])')
    if (!fold) return
    fold.open = true
    target.scrollIntoView()
  }
  addEventListener('hashchange', reveal)
  reveal()
}
