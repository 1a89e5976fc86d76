// Warns before a session ends, and keeps what somebody was writing in this tab until it is saved.
const MINUTE = 60_000
const WARN_BEFORE = 5 * MINUTE

export function watchSession (page) {
  const notice = page.querySelector('[data-session-minutes]')
  restoreDrafts(page)
  if (!notice) return
  let ends = Date.now() + Number(notice.dataset.sessionMinutes) * MINUTE
  notice.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch(notice.dataset.sessionStay, { credentials: 'same-origin' })
    if (!answer.ok) return
    ends = Date.now() + Number(notice.dataset.sessionMinutes) * MINUTE
    notice.hidden = true
  })
  const look = () => {
    const left = ends - Date.now()
    if (left > WARN_BEFORE) return
    notice.hidden = false
    notice.querySelector('[data-session-left]').textContent = Math.max(0, Math.ceil(left / MINUTE))
  }
  look()
  setInterval(look, MINUTE / 4)
}

function restoreDrafts (page) {
  for (const box of page.querySelectorAll('textarea[data-draft]')) {
    const name = `draft:${location.pathname}:${box.name}`
    if (!box.value) box.value = sessionStorage.getItem(name) ?? ''
    box.addEventListener('input', () => sessionStorage.setItem(name, box.value))
    box.form?.addEventListener('submit', () => sessionStorage.removeItem(name))
  }
}
