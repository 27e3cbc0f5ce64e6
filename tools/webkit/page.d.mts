import type {Session} from './session.mjs';

export interface Page {
  keyboard: {type(text: string): Promise<void>; press(chord: string): Promise<void>};
  mouse: {clickElement(element: Record<string, string>): Promise<void>};
  setViewportSize(size: {width: number; height: number}): Promise<void>;
}

export function createPage(session: Session): Page;
