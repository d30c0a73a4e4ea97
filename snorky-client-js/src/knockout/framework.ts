/**
 * The parts of a `ko.observableArray` that are used here: the framework is the page's, and neither it nor its types
 * are needed to install this package.
 */
export interface ObservableArray<Item> {
  peek(): Item[];
  valueWillMutate?(): void;
  valueHasMutated?(): void;
  subscribe(listener: () => void, context: unknown, event: "beforeChange"): { dispose(): void };
}
