import { startBrowser } from './tests/support/browser.ts';
export async function launch(session: string, pages: string[][]) {
  const { browser, close } = await startBrowser();
  const page = await browser.newPage();
  await page.setCookie({ name: 'opsledger-session', value: session, domain: '127.0.0.1', path: '/' });
  for (const [width, dark] of [[1200, false], [390, false], [1200, true]] as const) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
    for (const [name, path] of pages) {
      await page.goto('http://127.0.0.1:8177' + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) console.log('WIDE', name, width, wide);
      if (dark && name !== 'doc') continue;
      await page.screenshot({ path: `/tmp/s22/shot-p-${name}-${width}${dark ? '-dark' : ''}.png`, fullPage: name !== 'list' && name !== 'interp' });
    }
  }
  await close();
}
