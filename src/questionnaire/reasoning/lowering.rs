//! Conditions become trees: each comparison a table of truths by value, or worked out while searching, or free.

use std::collections::BTreeSet;

use super::domain::{Domain, Held};
use super::logic::{Tree, Truth};
use super::mentions::{is_plain, is_strict, names_in};
use super::search::OneHeld;
use super::system::{Builder, Slot, SlotKind, Table, Trial};
use crate::questionnaire::condition::{Expr, Reference, evaluate};

/// Combinations of values beyond which a comparison of several names is not worked out.
const COMBINATIONS_MAX: usize = 4_096;

impl Builder<'_, '_> {
    pub(super) fn lower(&mut self, expr: &Expr) -> Tree {
        match expr {
            Expr::Not(inner) => Tree::Not(Box::new(self.lower(inner))),
            Expr::And(left, right) => Tree::And(Box::new(self.lower(left)), Box::new(self.lower(right))),
            Expr::Or(left, right) => Tree::Or(Box::new(self.lower(left)), Box::new(self.lower(right))),
            Expr::Answered(names) | Expr::Asked(names) if names.len() > 1 => {
                let one = |name: &Reference| match expr {
                    Expr::Asked(_) => Expr::Asked(vec![*name]),
                    _ => Expr::Answered(vec![*name]),
                };
                let mut trees =
                    names.iter().map(|name| self.lower(&one(name))).collect::<Vec<_>>().into_iter();
                let first = trees.next().unwrap_or(Tree::Fixed(Truth::False));
                trees.fold(first, |all, tree| Tree::Or(Box::new(all), Box::new(tree)))
            }
            other => self.comparison(other),
        }
    }

    /// A comparison: a table where it asks one name, all of it where the values are few, else its truth is free.
    fn comparison(&mut self, expr: &Expr) -> Tree {
        let names: Vec<Reference> = names_in(expr).into_iter().collect();
        let slots: Option<Vec<usize>> = names.iter().map(|name| self.system.slot_of(*name)).collect();
        let Some(slots) = slots else { return self.freely(expr, names) };
        let exhaustive = slots.iter().all(|slot| self.domains[*slot].exhaustive);
        match slots.as_slice() {
            [] => Tree::Fixed(Truth::of(&evaluate(expr, &OneHeld(&Held::NotAsked)))),
            [slot]
                if is_asked_or_answered(expr)
                    || (!self.domains[*slot].is_opaque() && (exhaustive || is_plain(expr))) =>
            {
                let of = |held: &Held| Truth::of(&evaluate(expr, &OneHeld(held)));
                let truths = self.system.slots[*slot].values.iter().map(|trial| of(&trial.held)).collect();
                let table = Table { slot: *slot, truths, not_asked: of(&Held::NotAsked) };
                self.system.tables.push(table);
                Tree::One { slot: *slot, table: self.system.tables.len() - 1 }
            }
            _ if exhaustive && self.combinations(&slots) <= COMBINATIONS_MAX => {
                self.calculated.extend(&slots);
                Tree::Several { slots, expr: expr.clone() }
            }
            _ => self.freely(expr, names),
        }
    }

    fn combinations(&self, slots: &[usize]) -> usize {
        slots.iter().fold(1, |all, slot| all.saturating_mul(self.system.slots[*slot].values.len() + 1))
    }

    fn freely(&mut self, expr: &Expr, names: Vec<Reference>) -> Tree {
        self.system.exact = false;
        if let Some((_, slot)) = self.free.iter().find(|(known, _)| known == expr) {
            return Tree::Free { slot: *slot };
        }
        let slot = self.system.slots.len();
        let truth = || Trial { held: Held::Something, offered_if: Vec::new() };
        let names = names.into_iter().filter(|name| self.system.slot_of(*name).is_some()).collect();
        self.system.slots.push(Slot {
            kind: SlotKind::Free { names, strict: is_strict(expr) },
            values: vec![truth(), truth(), truth()],
            shown: Vec::new(),
            all_conditions_known: true,
        });
        self.domains.push(Domain::opaque());
        self.free.push((expr.clone(), slot));
        Tree::Free { slot }
    }

    /// Values for which every table says the same need be tried only once.
    pub(super) fn merge_alike(&mut self, slot: usize) {
        let tables: Vec<usize> =
            (0..self.system.tables.len()).filter(|table| self.system.tables[*table].slot == slot).collect();
        let mut seen: BTreeSet<(Vec<usize>, bool, Vec<Truth>)> = BTreeSet::new();
        let values = &self.system.slots[slot].values;
        let kept: Vec<usize> = (0..values.len())
            .filter(|value| {
                let truths = tables.iter().map(|table| self.system.tables[*table].truths[*value]).collect();
                seen.insert((values[*value].offered_if.clone(), values[*value].held.is_answer(), truths))
            })
            .collect();
        for table in tables {
            let truths = &self.system.tables[table].truths;
            self.system.tables[table].truths = kept.iter().map(|value| truths[*value]).collect();
        }
        let mut place = 0;
        self.system.slots[slot].values.retain(|_| {
            place += 1;
            kept.binary_search(&(place - 1)).is_ok()
        });
    }
}

fn is_asked_or_answered(expr: &Expr) -> bool {
    matches!(expr, Expr::Answered(_) | Expr::Asked(_))
}
