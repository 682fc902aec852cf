import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../../tools/browser.ts'
import { contrast, mixed, readable, rgbOf } from '../src/chart/contrast.ts'
import type { Demo } from '../src/data/demo.ts'
import { type Serving, startServing } from './serving.ts'
import { opened, shownNumber, type Visit, visit } from './visit.ts'

let serving: Serving
let browser: Browser
let answer: Demo

beforeAll(async () => {
  serving = await startServing()
  browser = await launchBrowser()
  answer = (await (await fetch(`${serving.url}v1/demo/stressed`)).json()) as Demo
})

afterAll(async () => {
  await browser?.close()
  await serving?.stop()
})

/** Opens the page, lets the test use it, and holds that it complained of nothing. */
async function onPage(
  use: (page: Page, visited: Visit) => Promise<void>,
  scheme: 'light' | 'dark' = 'light',
  widthPx = 1280,
): Promise<void> {
  const visited = await visit(browser, { scheme, widthPx })
  await opened(visited.page, serving.url)
  await use(visited.page, visited)
  expect(visited.complaints).toEqual([])
  await visited.close()
}

const texts = ['text', 'quiet', 'accent', 'gain', 'loss', 'calm', 'watch', 'act', 'danger', 'unknown']
const grounds = ['page', 'panel', 'panel-raised']

const card = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true })

describe('the page', () => {
  test('opens with the stressed book and says that it is made up', () =>
    onPage(async (page) => {
      await page.getByText('Demo book (made up) on real prices of 2024-01-08').waitFor()
      expect(await page.title()).toContain(answer.title)
      const meter = page.getByRole('meter', { name: 'Maintenance margin used' })
      expect(await meter.getAttribute('aria-valuetext')).toMatch(/^\d+ percent, Act, room \d+ dollars$/)
    }))

  test('rows of the requirement add up to it as they are shown', () =>
    onPage(async (page) => {
      const rows = await card(page, 'What makes the maintenance margin')
        .locator('tbody tr')
        .evaluateAll((found) =>
          found.map((row) => ({
            indent: Number.parseFloat((row.firstElementChild as HTMLElement).style.paddingLeft),
            amount: row.lastElementChild?.textContent ?? '',
          })),
        )
      const [total, ...below] = rows.map(({ indent, amount }) => ({ indent, amount: shownNumber(amount) }))
      const step = Math.min(...below.map(({ indent }) => indent))
      const parts = below.filter(({ indent }) => indent === step).map(({ amount }) => amount)
      expect(parts).toHaveLength(answer.margin.maintenance?.parts.length ?? 0)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total?.amount)
      expect(total?.amount).toBe(Math.round(answer.margin.maintenanceMargin ?? 0))
    }))

  test('a headline figure opens its explanation by keyboard, and gives the focus back', () =>
    onPage(async (page) => {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the figures')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => [document.activeElement?.id, location.hash])).toEqual(['main', ''])
      const figure = page.locator('.figure-value').first()
      for (
        let presses = 0;
        presses < 12 && !(await figure.evaluate((element) => element === document.activeElement));
        presses++
      )
        await page.keyboard.press('Tab')
      for (const key of ['Enter', '?']) {
        await page.keyboard.press(key)
        const drawer = page.getByRole('dialog', { name: 'Maintenance margin used' })
        await drawer.getByText('Maintenance margin ÷ adjusted equity', { exact: false }).first().waitFor()
        expect(await drawer.innerText()).toContain(answer.margin.parameters.set)
        await page.keyboard.press('Escape')
        await drawer.waitFor({ state: 'detached' })
        expect(await figure.evaluate((element) => element === document.activeElement)).toBe(true)
      }
    }))

  test('every headline figure has an explanation', () =>
    onPage(async (page) => {
      const figures = page.locator('.figure-value')
      for (let i = 0; i < (await figures.count()); i++) {
        await figures.nth(i).click()
        expect((await page.getByRole('dialog').innerText()).length).toBeGreaterThan(200)
        await page.getByRole('button', { name: 'Close' }).click()
      }
      expect(await figures.count()).toBe(5)
    }))

  test('arrow keys move over the scenario map and its table has the same numbers', () =>
    onPage(async (page) => {
      const matrix = answer.stress.matrices.find(({ scope }) => scope === 'all')
      const map = card(page, 'Scenario profit and loss')
      const readout = map.locator('.readout')
      expect(shownNumber((await readout.innerText()).split(':')[1] ?? '')).toBe(
        Math.round(matrix?.worst?.pnl ?? Number.NaN),
      )
      await map.getByRole('grid').focus()
      const before = await readout.innerText()
      await page.keyboard.press('ArrowRight')
      expect(await readout.innerText()).not.toBe(before)
      await map.getByRole('button', { name: /^Table/ }).click()
      expect(await map.locator('tbody tr').count()).toBe(matrix?.volMovesFrac.length)
      const worst = await map.locator('[data-worst]').innerText()
      expect(shownNumber(worst)).toBe(Math.round(matrix?.worst?.pnl ?? Number.NaN))
    }))

  test('the slider reads the profit curve, and its table has every point', () =>
    onPage(async (page) => {
      const [curve] = answer.stress.curves
      const panel = card(page, 'Profit and loss along the price')
      const slider = panel.getByRole('slider')
      await slider.focus()
      await page.keyboard.press('Home')
      const [line] = curve?.lines ?? []
      expect(await slider.getAttribute('aria-valuetext')).toContain(
        `${line?.name} minus ${Math.abs(Math.round(line?.pnl[0] ?? Number.NaN))}`,
      )
      await panel.getByRole('button', { name: /^Table/ }).click()
      expect(await panel.locator('tbody tr').count()).toBe(curve?.movesFrac.length)
    }))

  test('an account with pools in liquidation says so on each figure, and amounts of a pool carry its currency', () =>
    onPage(async (page) => {
      await page.goto(`${serving.url}#book=stressed&mode=isolated`)
      await page.getByText('generic/isolated default', { exact: false }).first().waitFor()
      const strip = await page.locator('.strip').innerText()
      expect(strip).toContain('ETH/USD:ETH long, the worst of 7 pools')
      expect(strip).toContain('all 7 pools together')
      expect(await card(page, 'Profit and loss along the price').innerText()).toContain('pools in liquidation now')
      const charges = await card(page, 'What makes the maintenance margin').innerText()
      expect(charges.replaceAll('\u202f', ' ')).toMatch(/Maintenance\s+the row below\s+0\.2138 ETH/)
      const frame = card(page, 'The same book in three modes').locator('.table-frame')
      expect(await frame.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
    }))

  test('a book that no price moves has no worst cell and says that it does not move', () =>
    onPage(async (page) => {
      await page.goto(`${serving.url}#book=cash-and-carry&mode=cross`)
      const map = card(page, 'Scenario profit and loss')
      await map.getByText('does not move with prices', { exact: false }).waitFor()
      await card(page, 'Profit and loss along the price').getByText('This book does not move with prices').waitFor()
      await map.getByRole('button', { name: /^Table/ }).click()
      expect(await map.locator('[data-worst]').count()).toBe(0)
    }))

  test('on a phone the scenario map has fewer columns, so that each has its number', () =>
    onPage(
      async (page) => {
        const columns = await card(page, 'Scenario profit and loss').getByRole('grid').getAttribute('aria-colcount')
        expect(columns).toBe('7')
      },
      'light',
      390,
    ))

  test('a mode of the comparison can be looked at, and the way back is the browser’s', () =>
    onPage(async (page) => {
      const modes = card(page, 'The same book in three modes')
      expect(await modes.locator('tbody tr').count()).toBe(3)
      await modes.getByRole('button', { name: 'cross' }).click()
      await page.getByText('generic/cross default', { exact: false }).first().waitFor()
      expect(await page.getByRole('radio', { name: 'cross', exact: true }).isChecked()).toBe(true)
      expect(
        await modes.getByRole('button', { name: 'cross' }).evaluate((button) => button === document.activeElement),
      ).toBe(true)
      await page.goBack()
      await page.getByText('house/portfolio default', { exact: false }).first().waitFor()
    }))

  test('the book at each venue: the figures of the API, where they come from, and why others cannot hold it', () =>
    onPage(async (page) => {
      const { venues } = answer
      const panel = card(page, 'The same book at each venue')
      const known = venues.rows.filter(({ initialMargin }) => initialMargin !== null)
      expect(known.length).toBeGreaterThan(2)
      expect(await panel.locator('tbody tr').count()).toBe(known.length)
      for (const [i, { model, initialMargin, parameters }] of known.entries()) {
        const row = panel.locator('tbody tr').nth(i)
        expect(await row.locator('th').innerText()).toContain(model)
        expect(shownNumber(await row.locator('td').first().innerText())).toBe(Math.round(initialMargin ?? Number.NaN))
        expect(await row.innerText()).toContain(parameters.provenance)
      }
      expect(await panel.getByText('cheapest', { exact: true }).count()).toBe(1)
      const refused = venues.rows.filter(({ holds }) => !holds)
      const reasons = panel.locator('details', { hasText: 'Cannot hold this book' })
      expect(shownNumber(await reasons.locator('summary').innerText())).toBe(refused.length)
      await reasons.locator('summary').click()
      const listed = await reasons.locator('ul').innerText()
      for (const { model } of refused) expect(listed).toContain(model)
    }))

  test('the theme can be chosen, reaches the charts, and is remembered', () =>
    onPage(async (page) => {
      const picture = () =>
        page
          .locator('.chart canvas')
          .first()
          .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
      const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
      const [light, lightPicture] = [await background(), await picture()]
      await page.getByRole('radio', { name: 'Dark' }).check()
      expect(await background()).not.toBe(light)
      await expect.poll(picture).not.toBe(lightPicture)
      await page.reload()
      await page.locator('.strip').waitFor()
      expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    }))

  test.each(['light', 'dark'] as const)(
    'text reads on every ground of the %s theme, and on every cell of the scenario map',
    (scheme) =>
      onPage(async (page) => {
        const tokens = await page.evaluate(
          (names) => {
            const style = getComputedStyle(document.documentElement)
            return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]))
          },
          [...texts, ...grounds, 'accent-soft', 'heat-middle'],
        )
        const color = (name: string) => tokens[name] ?? ''
        const faint = texts.flatMap((text) =>
          grounds
            .filter((ground) => contrast(rgbOf(color(text)), rgbOf(color(ground))) < 4.5)
            .map((ground) => `${text} on ${ground}`),
        )
        expect(faint).toEqual([])
        for (const side of ['gain', 'loss'])
          for (let share = 0; share <= 1; share += 0.05) {
            const cell = mixed(color('heat-middle'), color(side), share)
            // No text colour reaches 4.5 on every tone between; the table beside the map has the same numbers on the panel.
            expect(contrast(cell, rgbOf(readable(cell, color('text'), color('page'))))).toBeGreaterThanOrEqual(4)
          }
      }, scheme),
  )

  test('what can be touched is at least 24 px high and wide on a phone', () =>
    onPage(
      async (page) => {
        const small = await page.locator('button, input, select, summary').evaluateAll((found) =>
          found
            .map((element) => ({ text: element.textContent, box: element.getBoundingClientRect() }))
            .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 23.9))
            .map(({ text }) => text),
        )
        expect(small).toEqual([])
      },
      'light',
      390,
    ))
})
