import {expect} from '@open-wc/testing';
import {record} from '../../helpers/events.js';
import {create, part, shorten} from '../../helpers/fixture.js';
import {block, hostedLinkUrl, windows} from '../../helpers/popup-page.js';
import {leave} from '../../helpers/return-page.js';
import {until} from '../../helpers/until.js';
import type {FaultyRepair} from './repair.js';
import {frameAddresses} from './frame-addresses.js';
import {SECRET} from './widgets.js';
import {withoutScript} from './script.js';
import type {Boundary} from './table.js';

type Act = (repair: FaultyRepair) => Promise<void>;

const isLate = ({fault}: FaultyRepair): boolean => fault === 'timeout' || fault === 'late';

const token: Act = async repair => {
  if (isLate(repair)) shorten({answer: 60, retry: 1});
  await repair.open();
  if (repair.fault !== 'error') await repair.answerHeld();
  if (repair.setAway(true)) await repair.finish();
};

/** The requests after the widget. */
const afterWidget: Act = async repair => {
  if (isLate(repair)) shorten({answer: 60, retry: 1, verification: 60});
  shorten({poll: 5, pollLongest: 5});
  await repair.open();
  await repair.finish();
  if (repair.fault !== 'error') await repair.answerHeld();
};

const script: Act = async repair => {
  const {fault, provider} = repair;
  if (isLate(repair)) shorten({slow: 40});
  const held = withoutScript(provider);
  try {
    await repair.open({attributes: {'sandbox-url': held.sandboxUrl}});
    await until(() => held.tag(), 'the tag of the script');
    if (isLate(repair)) await repair.untilSlow();
    if (fault === 'after removal') repair.remove();
    repair.setAway(true);
    // The vendor's global is missing when the tag reports that it has loaded.
    if (fault === 'out of order') held.settle('load');
    if (fault === 'error') held.settle('error');
    if (fault === 'timeout') repair.leave();
    if (/error|timeout|out of order/.test(fault)) await until(() => repair.isOver, 'the exit');
    held.restore();
    held.settle('load');
    if (fault === 'twice') held.settle('load');
    if (/twice|late|hidden|offline/.test(fault)) await repair.finish();
  } finally {
    held.restore();
  }
};

const frameLoad: Act = async repair => {
  const {fault} = repair;
  if (isLate(repair) || fault === 'error') shorten({slow: 40});
  await repair.open({token: await frameAddresses(repair)});
  repair.setAway(true);
  if (isLate(repair) || fault === 'error') await repair.untilSlow();
  if (fault === 'error' || fault === 'timeout') return repair.leave();
  const widget = await repair.play();
  if (fault === 'twice') {
    await widget.report('load');
    const frame = part<HTMLIFrameElement>(repair.element, 'frame')!;
    const loaded = new Promise(resolve => frame.addEventListener('load', resolve, {once: true}));
    frame.src += '&again';
    await loaded;
    return repair.finish();
  }
  return repair.finish(widget);
};

const message: Act = async repair => {
  const {fault} = repair;
  if (isLate(repair)) shorten({slow: 40});
  await repair.open();
  const widget = await repair.play();
  repair.setAway(true);
  if (isLate(repair)) await repair.untilSlow();
  if (fault === 'timeout') return repair.leave();
  if (fault === 'after removal') repair.remove();
  if (fault === 'error') {
    await widget.report('load', 'fail');
    // An error inside a frame is the widget's to show. The person may leave it then.
    if (part(repair.element, 'frame')) repair.leave();
  } else if (fault === 'out of order') await widget.report('finish', 'load');
  else if (fault === 'twice') await widget.report('load', 'finish', 'finish');
  else await repair.finish(widget);
};

const popup: Act = async repair => {
  const {fault} = repair;
  shorten({poll: 5, pollLongest: 5, popupCheck: 2});
  repair.outcome = 'pending';
  block(fault === 'error');
  await repair.open({token: {hostedLinkUrl: `${hostedLinkUrl}?${SECRET}`}, attributes: {display: 'popup'}});
  if (fault === 'error') return;
  const close = () => windows.forEach(opened => (opened.closed = true));
  const untilNextRequest = () => {
    const count = repair.statusRequests;
    return until(() => repair.statusRequests > count + 1, 'a status request');
  };
  // The window is closed before the page in it has been shown.
  if (fault === 'out of order') close();
  else await until(() => windows[0]!.visited.length, 'the navigation');
  repair.setAway(true);
  if (fault === 'twice') void repair.element.open();
  if (fault === 'timeout') {
    await untilNextRequest();
    return repair.element.close();
  }
  if (fault === 'late') {
    close();
    await untilNextRequest();
  }
  if (fault === 'after removal') repair.remove();
  repair.outcome = 'completed';
  repair.setAway(false);
};

/** The person comes back to a page in whose place the vendor's page was. */
const comeBack: Act = async repair => {
  const {fault} = repair;
  shorten({poll: 5, pollLongest: 5, ...(fault === 'timeout' && {returned: 60})});
  repair.outcome = /timeout|late|after removal/.test(fault) ? 'pending' : 'completed';
  leave({connectionId: 'conn_1', provider: repair.provider, widget: repair.provider});
  repair.setAway(true);
  await repair.create();
  if (fault === 'twice') {
    const second = await create({'connection-id': 'conn_1', provider: repair.provider});
    const events = record(second);
    await until(() => repair.isOver, 'the exit');
    expect(events.all).to.deep.equal([]);
    second.remove();
  }
  // The person begins another repair before this one has been resumed.
  if (fault === 'out of order') {
    void repair.element.open();
    await repair.finish();
  }
  if (fault === 'late' || fault === 'after removal') {
    await until(() => repair.statusRequests > 1, 'a status request');
    if (fault === 'after removal') repair.remove();
    repair.outcome = 'completed';
  }
  repair.setAway(false);
};

/** What happens at each boundary, with the fault. */
export const acts: Readonly<Record<Boundary, Act>> = {
  token,
  script,
  'frame load': frameLoad,
  message,
  complete: afterWidget,
  status: afterWidget,
  window: popup,
  return: comeBack,
};
