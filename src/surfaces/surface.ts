/** An open dialog, inline frame, popup or vendor overlay with a widget. */
export interface Surface {
  /** Whether it stays intact when the element moves within the page, because it is outside the element. */
  readonly movable: boolean;
  /** Focuses it. */
  focus(): void;
  /** Removes it and its listeners. Called once. */
  destroy(): void;
  /** Shows or hides the notice of a slow widget. No effect, or absent, where the element shows the notice itself. */
  setSlow?(isSlow: boolean): void;
}
