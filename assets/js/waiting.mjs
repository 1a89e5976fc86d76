// While something is being done elsewhere, says how far it is; opens the result when it is there.
const AGAIN = 2_000

export function watchWaiting (page) {
  const waiting = page.querySelector('[data-waiting]')
  if (!waiting) return
  const look = async () => {
    const answer = await fetch(location.href, { credentials: 'same-origin' })
    const now = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-waiting]')
    if (!answer.ok || !now) return location.reload()
    if (now.innerHTML !== waiting.innerHTML) waiting.innerHTML = now.innerHTML
    setTimeout(look, AGAIN)
  }
  setTimeout(look, AGAIN)
}
