// Elements that are found by a selector, and targets of events, are those that these pages made; TypeScript cannot know
// their kind from the selector.
interface EventTarget {
  checked: any;
  value: any;
  closest(selectors: string): any;
}
interface Element {
  dataset: any;
  height: any;
  offsetHeight: any;
  offsetTop: any;
  open: any;
  style: any;
  width: any;
  blur(): void;
  click(): void;
  focus(options?: FocusOptions): void;
  toDataURL(type?: string): string;
}
interface HTMLElement {
  max: any;
  disabled: any;
  options: any;
}
