// Wakes the few GOV.UK components that behave better with a script. Every page works without it.
import { Button, ErrorSummary, FileUpload, NotificationBanner, createAll } from './govuk-frontend.min.js'
import { watchFolds } from './folds.mjs'
import { watchSession } from './session.mjs'
import { watchWaiting } from './waiting.mjs'

document.documentElement.classList.add('js-enabled')
document.body.classList.add('js-enabled', 'govuk-frontend-supported')
createAll(Button, { preventDoubleClick: true })
for (const component of [ErrorSummary, NotificationBanner, FileUpload]) createAll(component)
watchSession(document)
watchFolds(document)
watchWaiting(document)
