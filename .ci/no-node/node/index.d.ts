// The vendors' declarations ask for Node's; in the core they get these, of which there are none.
export {}
