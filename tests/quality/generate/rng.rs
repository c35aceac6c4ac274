//! A small seeded source of chance, so that every run writes the same reports.

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// The splitmix64 generator.
pub(crate) struct Rng(u64);

impl Rng {
    /// A generator for one report: the same seed and stream give the same report.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        // Mixed, because streams that lie a step apart would only repeat each other's numbers.
        Self(mixed(seed.wrapping_mul(STEP)) ^ mixed(stream))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// A number below `end`, which is at least one.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A number from `from` to `to`, both included.
    pub(crate) fn range(&mut self, from: u64, to: u64) -> u64 {
        from + self.next() % (to - from + 1)
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// One of the items.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// One of the values.
    pub(crate) fn of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    /// The items in a new order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// Some of the items, in the order in which they stand.
    pub(crate) fn some<'a>(&mut self, items: &[&'a str], count: usize) -> Vec<&'a str> {
        let mut order: Vec<usize> = (0..items.len()).collect();
        self.shuffle(&mut order);
        order.truncate(count);
        order.sort_unstable();
        order.into_iter().map(|i| items[i]).collect()
    }

    /// `total` split into `count` parts, none of them negative.
    pub(crate) fn split(&mut self, total: u64, count: usize) -> Vec<u64> {
        let mut cuts: Vec<u64> = (1..count).map(|_| self.range(0, total)).collect();
        cuts.sort_unstable();
        cuts.push(total);
        let mut before = 0;
        cuts.into_iter()
            .map(|cut| {
                let part = cut - before;
                before = cut;
                part
            })
            .collect()
    }
}

fn mixed(value: u64) -> u64 {
    let z = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
