// Builds what the browser is served: one stylesheet, the fonts, and the scripts. Nothing it makes is committed.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, 'node_modules')
const built = join(here, '..', 'src', 'oneplan', 'web', 'static', 'built')
const face = join(modules, '@fontsource-variable', 'atkinson-hyperlegible-next', 'files')
const fonts = ['normal', 'italic'].map((style) => `atkinson-hyperlegible-next-latin-wght-${style}.woff2`)

rmSync(built, { recursive: true, force: true })
mkdirSync(join(built, 'fonts'), { recursive: true })

const { css } = sass.compile(join(here, 'scss', 'oneplan.scss'), {
  loadPaths: [modules],
  style: 'compressed',
  quietDeps: true
})
writeFileSync(join(built, 'oneplan.css'), css)
for (const font of fonts) copyFileSync(join(face, font), join(built, 'fonts', font))
copyFileSync(join(modules, 'govuk-frontend', 'dist', 'govuk', 'govuk-frontend.min.js'), join(built, 'govuk-frontend.min.js'))
for (const script of ['start.mjs', 'session.mjs', 'folds.mjs', 'waiting.mjs']) copyFileSync(join(here, 'js', script), join(built, script))

console.log(`oneplan.css ${Math.round(css.length / 1024)} kB, ${fonts.length} fonts, 5 scripts`)
