//! Parts with their shares, which break a total down without a word that says so.

use super::{LONGEST, Listed, Tie, figures::Figures};
use crate::document::quantity::Number;

impl Figures<'_> {
    /// A sentence of figures each with its share (“A 3件，占5%；B…”) breaks the total before it down without saying so.
    pub(super) fn shares(&self, found: &mut Listed) {
        let sentences = self.all.last().map_or(0, |last| last.sentence + 1);
        for sentence in 1..sentences {
            let of = |sentence: usize| {
                let before = |number: usize| self.all.partition_point(|one| one.sentence < number);
                (before(sentence)..before(sentence + 1))
                    .map(|index| (index, &self.all[index]))
                    .filter(|(_, figure)| figure.depth == 0)
            };
            let parts: Vec<usize> = of(sentence).map(|(index, _)| index).collect();
            let shared = parts.iter().filter(|&&part| self.has_share(part)).count();
            if parts.len() < 3
                || shared + 1 < parts.len()
                || parts[0].checked_sub(1).is_none_or(|before| self.tie(before).is_some())
            {
                continue;
            }
            let unit = self.all[parts[0]].quantity.unit;
            let Some((total, _)) = of(sentence - 1).rfind(|(_, one)| one.quantity.unit == unit)
            else {
                continue;
            };
            if found.taken[parts[0]] {
                continue;
            }
            let base = self.all[total].quantity.value;
            if parts.iter().filter(|&&part| self.is_share_of(part, base)).count() * 2 < parts.len()
            {
                continue;
            }
            let before = self.all[..parts[0]].iter().rev().take(LONGEST);
            let sum = self.sum(&parts);
            let satisfied = before
                .filter(|figure| figure.sentence < sentence)
                .any(|figure| figure.quantity.value == sum);
            let open = self.is_open(parts[0] - 1, &parts);
            let breakdown = self.push(self.item(total), &parts, Tie::Among, found);
            breakdown.satisfied |= satisfied;
            breakdown.open = open;
        }
    }

    /// “接听154次来电，咨询126次（占81.8%），投诉28次（占18.2%）”: figures with their shares of the one before them.
    pub(super) fn shares_in_sentence(&self, found: &mut Listed) {
        for at in 0..self.all.len() {
            let total = &self.all[at];
            let parts = (at + 1..self.all.len()).take(LONGEST).take_while(|&index| {
                let figure = &self.all[index];
                figure.sentence == total.sentence
                    && figure.depth == total.depth
                    && figure.quantity.unit == total.quantity.unit
                    && self.has_share(index)
            });
            let parts: Vec<usize> = parts.collect();
            let base = total.quantity.value;
            let fitting = parts.iter().filter(|&&part| self.is_share_of(part, base)).count();
            if parts.len() < 2
                || fitting * 2 < parts.len()
                || self.tie(at).is_some()
                || self.has_share(at)
            {
                continue;
            }
            if !found.taken[parts[0]] {
                let open = self.is_open(at, &parts);
                self.push(self.item(at), &parts, Tie::Among, found).open = open;
            }
        }
    }

    /// Whether every part has its share, and the shares come to less than the whole: there are more parts.
    pub(super) fn shares_fall_short(&self, parts: &[usize]) -> bool {
        let shares: Option<Vec<Number>> =
            parts.iter().map(|&part| self.share(part).filter(|_| self.has_share(part))).collect();
        shares.is_some_and(|shares| shares.into_iter().sum::<Number>() < Number::whole(99))
    }

    fn has_share(&self, part: usize) -> bool {
        let gap = self.gap(part);
        gap.contains('占') && gap.contains('%')
    }

    /// The first number behind a figure.
    fn share(&self, part: usize) -> Option<Number> {
        let gap = self.gap(part);
        let start = gap.find(|char: char| char.is_ascii_digit())?;
        let digits =
            gap[start..].bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        Number::parse(&gap[start..start + digits])
    }

    /// Whether the share stated behind a figure is that of `base`, to a tenth of a point.
    fn is_share_of(&self, part: usize, base: Number) -> bool {
        let Some(share) = self.share(part) else { return false };
        let off = self.all[part].quantity.value.times(100) - share.of(base);
        off.abs().times(10) <= base
    }
}
