import {expect} from '@open-wc/testing';
import {make, track} from '../helpers/fixture.js';
import {meldAttributes, tokenAnswer} from '../helpers/meld-page.js';
import {shownDialog} from '../helpers/shown-dialog.js';

/** What a dialog keeps from the place of the tag. */
const KEPT = new Set(['direction', 'color-scheme', 'font-family', '-webkit-locale']);

/** Values of which each inherited property accepts one that differs from its initial value. */
const VALUES = [
  'none',
  'hidden',
  'uppercase',
  '7px',
  '0.3',
  'rgb(1, 2, 3)',
  'right',
  'bold',
  'italic',
  'small-caps',
  'keep-all',
  'break-word',
  'anywhere',
  'pre',
  'wait',
  'inside',
  'collapse',
  'stroke',
  'evenodd',
  'bevel',
  'round',
  'crispEdges',
  'crisp-edges',
  'optimizeSpeed',
  'linearRGB',
  'end',
  'sideways',
  'upright',
  'condensed',
  'manual',
  'all',
  'balance',
  'over right',
  'under',
  'sesame',
  'exact',
  'economy',
  'thin',
  'always',
  'loose',
  'both',
  'first',
  '3',
  '"x" "y"',
  '"liga" 0',
  '"wght" 300',
  '"abc"',
  'square',
  'vertical-rl',
  'nowrap',
  'no-drop',
  'auto',
  'normal',
  'visible',
  'monospace',
  'subpixel-antialiased',
  'antialiased',
  'alphabetic',
  'historical-forms',
  'sub',
  'proportional-nums',
  'text',
  'emoji',
  'word',
  'after',
  'only',
  'middle',
  'red',
];

/**
 * Returns every inherited property of this browser with a value that a child inherits. The list is generated, so that a
 * browser's new properties are tested too.
 */
function inheritedProperties(): [string, string][] {
  const parent = track(document.createElement('div'));
  const child = parent.appendChild(document.createElement('div'));
  const style = getComputedStyle(child);
  const found: [string, string][] = [];
  for (const name of [...style].filter(property => !property.startsWith('--'))) {
    const initial = style.getPropertyValue(name);
    const value = VALUES.find(candidate => {
      parent.style.setProperty(name, candidate);
      const isInherited = style.getPropertyValue(name) !== initial;
      const isSame = style.getPropertyValue(name) === getComputedStyle(parent).getPropertyValue(name);
      parent.style.removeProperty(name);
      // Sizes also follow the parent's. They are not inherited.
      return isInherited && isSame && !/size$|^(width|height|perspective-origin|transform-origin)/.test(name);
    });
    if (value !== undefined) found.push([name, value]);
  }
  parent.remove();
  return found;
}

/** The computed values of the dialog and its parts, by part. */
function stylesOf(dialog: Element): Record<string, Record<string, string>> {
  const nodes = {dialog, header: dialog.querySelector('header')!, close: dialog.querySelector('[part=close]')!};
  return Object.fromEntries(
    Object.entries(nodes).map(([part, node]) => {
      const style = getComputedStyle(node);
      return [part, Object.fromEntries([...style].map(name => [name, style.getPropertyValue(name)]))];
    }),
  );
}

/** The place and size of a node, in pixels without fractions. */
function boxOf(node: Element): number[] {
  const {left, top, width, height} = node.getBoundingClientRect();
  return [left, top, width, height].map(Math.round);
}

async function openIn(place: HTMLElement) {
  const element = track(make(meldAttributes, {fetchToken: () => tokenAnswer()}), place);
  await element.updateComplete;
  void element.open();
  return {element, ...(await shownDialog())};
}

describe('the place of the tag', () => {
  it('changes no inherited property of the dialog', async () => {
    const place = track(document.createElement('div'));
    const properties = inheritedProperties().filter(([name]) => !KEPT.has(name));
    expect(properties.length).to.be.greaterThan(50);
    expect(properties.map(([name]) => name)).to.include.members([
      'letter-spacing',
      'text-transform',
      'visibility',
      'pointer-events',
      'cursor',
    ]);
    const {dialog} = await openIn(place);
    const before = stylesOf(dialog);
    const changed: string[] = [];
    for (const [name, value] of properties) {
      place.style.setProperty(name, value);
      const now = stylesOf(dialog);
      for (const [part, values] of Object.entries(now)) {
        for (const [property, computed] of Object.entries(values)) {
          if (computed !== before[part]![property]) changed.push(`${name}: ${value} → ${part} { ${property} }`);
        }
      }
      place.style.removeProperty(name);
    }
    expect(changed).to.deep.equal([]);
  });

  for (const [name, value] of Object.entries({
    zoom: '3',
    opacity: '0.1',
    transform: 'scale(0.2) rotate(9deg)',
    filter: 'blur(9px)',
    contain: 'strict',
    'container-type': 'size',
    'clip-path': 'inset(50%)',
    'mask-image': 'linear-gradient(transparent, transparent)',
    overflow: 'hidden',
    perspective: '9px',
    'content-visibility': 'auto',
    'mix-blend-mode': 'difference',
    'user-select': 'none',
  })) {
    it(`with ${name}: ${value} changes neither the place nor the size of the dialog`, async () => {
      const place = track(document.createElement('div'));
      // Fixed, so that the page gets no scroll bar, whose width moves the dialog.
      const fixed = 'position: fixed; inset-block-start: 0';
      place.style.cssText = fixed;
      const first = await openIn(place);
      const before = [first.dialog, first.frame, first.closeButton].map(boxOf);
      first.element.close();
      place.style.cssText = `${fixed}; width: 40px; height: 20px; ${name}: ${value}`;
      const {dialog, frame, closeButton} = await openIn(place);
      expect([dialog, frame, closeButton].map(boxOf)).to.deep.equal(before);
      const {opacity, filter} = getComputedStyle(dialog);
      expect([opacity, filter]).to.deep.equal(['1', 'none']);
    });
  }

  it('gives the dialog its direction', async () => {
    const place = track(document.createElement('div'));
    place.dir = 'rtl';
    const {dialog, closeButton} = await openIn(place);
    const middle = dialog.getBoundingClientRect();
    expect(closeButton.getBoundingClientRect().right).to.be.lessThan(middle.left + middle.width / 2);
  });
});
