// The types for a framework stand beside this file; there is nothing to run.
export {};
