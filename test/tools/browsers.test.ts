import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {ensureBrowsers, wantedEngines} from '../../tools/browsers.mjs';
import type {Installer, Surroundings} from '../../tools/browsers.mjs';

const places = {
  chromium: ['chromium', 'google-chrome'],
  firefox: ['firefox-esr'],
  webKitDriver: ['WebKitWebDriver'],
  miniBrowser: ['MiniBrowser'],
  xvfb: ['Xvfb'],
};
const everything = Object.values(places).map(names => names[0] ?? '');

/** A machine of its own: a folder that is all of PATH. */
class Machine {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async add(...names: string[]): Promise<void> {
    for (const name of names) await this.#write(name, 'echo Browser 1.0');
  }

  /** A stub that says how to get the real thing, as some distributions have it. */
  async addBroken(name: string): Promise<void> {
    await this.#write(name, 'exit 1');
  }

  surroundings(env: NodeJS.ProcessEnv = {}): Surroundings {
    const playwrightPath = (): string => join(this.folder, 'not-downloaded');
    return {env: {PATH: this.folder, ...env}, places, playwrightPath};
  }

  async #write(name: string, command: string): Promise<void> {
    await writeFile(join(this.folder, name), `#!/bin/sh\n${command}\n`, {mode: 0o755});
  }
}

async function withMachine(use: (machine: Machine) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'machine-'));
  try {
    await use(new Machine(folder));
  } finally {
    await rm(folder, {recursive: true});
  }
}

describe('the search for browsers', () => {
  it('finds what is installed', () =>
    withMachine(async machine => {
      await machine.add(...everything);
      const found = await ensureBrowsers({surroundings: machine.surroundings(), installers: []});
      assert.deepEqual(Object.keys(found), ['chromium', 'firefox', 'webkit']);
      const {chromium, firefox, webkit} = found;
      assert.equal(chromium?.version, 'Browser 1.0');
      assert.ok(firefox?.backend === 'playwright');
      assert.equal(firefox.launchOptions.channel, 'moz-firefox');
      assert.ok(webkit?.backend === 'webdriver');
      assert.equal(webkit.paths.xvfb, join(machine.folder, 'Xvfb'));
    }));

  it('takes the next place when one does not run', () =>
    withMachine(async machine => {
      await machine.addBroken('chromium');
      await machine.add('google-chrome');
      const {chromium} = await ensureBrowsers({surroundings: machine.surroundings({BROWSERS: 'chromium'})});
      assert.equal(chromium?.source, join(machine.folder, 'google-chrome'));
    }));

  it('prefers the file that a variable names', () =>
    withMachine(async machine => {
      await machine.add('chromium', 'mine');
      const env = {BROWSERS: 'chromium', CHROMIUM_PATH: join(machine.folder, 'mine')};
      const {chromium} = await ensureBrowsers({surroundings: machine.surroundings(env)});
      assert.ok(chromium?.backend === 'playwright');
      assert.equal(chromium.launchOptions.executablePath, env.CHROMIUM_PATH);
    }));

  for (const variable of ['CHROMIUM_PATH', 'FIREFOX_PATH', 'WEBKIT_DRIVER_PATH', 'MINIBROWSER_PATH']) {
    it(`refuses a ${variable} that names no file`, () =>
      withMachine(async machine => {
        await machine.add(...everything);
        const surroundings = machine.surroundings({[variable]: join(machine.folder, 'missing')});
        await assert.rejects(ensureBrowsers({surroundings, installers: []}), new RegExp(`${variable} names .*missing`));
      }));
  }

  it('needs no Xvfb where a display is there', () =>
    withMachine(async machine => {
      await machine.add('WebKitWebDriver', 'MiniBrowser');
      const env = {BROWSERS: 'webkit'};
      await assert.rejects(ensureBrowsers({surroundings: machine.surroundings(env), installers: []}), /webkit/);
      const {webkit} = await ensureBrowsers({surroundings: machine.surroundings({...env, DISPLAY: ':0'})});
      assert.ok(webkit?.backend === 'webdriver');
      assert.equal(webkit.paths.xvfb, undefined);
    }));

  it('tries one installer after another, for what is still missing', () =>
    withMachine(async machine => {
      await machine.add('chromium');
      const asked: string[][] = [];
      const installer = (isPossible: boolean, ...names: string[]): Installer => ({
        isPossible: () => isPossible,
        async install(engines) {
          asked.push(engines);
          await machine.add(...names);
        },
      });
      const found = await ensureBrowsers({
        surroundings: machine.surroundings(),
        installers: [
          installer(true),
          installer(false, ...everything),
          installer(true, 'firefox-esr'),
          installer(true, ...everything),
        ],
      });
      assert.deepEqual(asked, [['firefox', 'webkit'], ['firefox', 'webkit'], ['webkit']]);
      assert.deepEqual(Object.keys(found), ['chromium', 'firefox', 'webkit']);
    }));

  it('says what is missing and how to get it', () =>
    withMachine(async machine => {
      await machine.add('chromium');
      await assert.rejects(ensureBrowsers({surroundings: machine.surroundings(), installers: []}), (error: Error) => {
        assert.match(error.message, /firefox: set FIREFOX_PATH.*apt-get install firefox-esr/);
        assert.match(error.message, /webkit: set WEBKIT_DRIVER_PATH.*apt-get install webkit2gtk-driver xvfb/);
        assert.doesNotMatch(error.message, /chromium:/);
        return true;
      });
    }));
});

describe('the engines that are wanted', () => {
  it('are narrowed by TEST_ENGINES, and by BROWSERS except in CI', () => {
    assert.deepEqual(wantedEngines({BROWSERS: 'webkit, chromium'}), ['chromium', 'webkit']);
    assert.deepEqual(wantedEngines({BROWSERS: 'webkit', CI: '1'}), ['chromium', 'firefox', 'webkit']);
    assert.deepEqual(wantedEngines({TEST_ENGINES: 'webkit', BROWSERS: 'firefox', CI: '1'}), ['webkit']);
    assert.deepEqual(wantedEngines({}), ['chromium', 'firefox', 'webkit']);
  });

  it('are not guessed from a misspelt name', () => {
    assert.throws(() => wantedEngines({BROWSERS: 'safari'}), /safari/);
    assert.throws(() => wantedEngines({TEST_ENGINES: 'opera'}), /TEST_ENGINES names opera/);
  });
});
