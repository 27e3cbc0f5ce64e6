/** What a surface tells the person beside the widget: that it is slow, or that they have finished in it. */
export type Notice = 'slow' | 'finished';

/** An open dialog, inline frame, popup or vendor overlay with a widget. */
export interface Surface {
  /** Whether it stays intact when the element moves within the page, because it is outside the element. */
  readonly movable: boolean;
  /** Focuses it. */
  focus(): void;
  /** Removes it and its listeners. Called once. */
  destroy(): void;
  /** Shows a notice or, without one, hides it. Absent where the surface has no place for it. */
  setNotice?(notice: Notice | undefined): void;
}
