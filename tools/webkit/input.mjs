// Keyboard and mouse as WebDriver actions, with Playwright's names of keys. The browser treats them as real input, so they
// count as a user gesture.

/** https://www.w3.org/TR/webdriver2/#keyboard-actions */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};
const BUTTONS = ['left', 'middle', 'right'];

const down = key => ({type: 'keyDown', value: KEYS[key] ?? key});
const up = key => ({type: 'keyUp', value: KEYS[key] ?? key});
const moveTo = (x, y, origin = 'viewport') => ({
  type: 'pointerMove',
  duration: 0,
  x: Math.round(x),
  y: Math.round(y),
  origin,
});
const pointer = (type, button = 'left') => ({type, button: BUTTONS.indexOf(button)});

/** @param {{call: Function}} session */
export function createInput({call}) {
  const perform = source => call('POST', 'actions', {actions: [source]});
  const keys = actions => perform({type: 'key', id: 'keyboard', actions});
  const mouse = actions => perform({type: 'pointer', id: 'mouse', parameters: {pointerType: 'mouse'}, actions});
  return {
    keyboard: {
      /** @param {string} text */
      type: text => keys([...text].flatMap(character => [down(character), up(character)])),
      /** @param {string} chord a key, or several as in `Shift+Tab` */
      press(chord) {
        const pressed = chord === '+' ? ['+'] : chord.split('+');
        return keys([...pressed.map(down), ...pressed.toReversed().map(up)]);
      },
      down: key => keys([down(key)]),
      up: key => keys([up(key)]),
    },
    mouse: {
      move: (x, y) => mouse([moveTo(x, y)]),
      click: (x, y, {button} = {}) =>
        mouse([moveTo(x, y), pointer('pointerDown', button), pointer('pointerUp', button)]),
      /** Clicks the middle of an element, given by its WebDriver reference. */
      clickElement: element => mouse([moveTo(0, 0, element), pointer('pointerDown'), pointer('pointerUp')]),
      down: ({button} = {}) => mouse([pointer('pointerDown', button)]),
      up: ({button} = {}) => mouse([pointer('pointerUp', button)]),
    },
  };
}
