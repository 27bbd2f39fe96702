//! A wave as columns that follow its storage: responses come, are corrected and are erased, and whoever makes tables gets
//! it as it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::builder::DatasetBuilder;
use super::stored::{Kept, StoredError, StoredRows, WaveForm, bytes_of_texts};
use super::{Dataset, DatasetInfo};
use crate::ids::ResponseId;
use crate::responses::{PackedResponse, Uncarried};
use crate::tabulation::EarlierVersion;

#[cfg(test)]
#[path = "followed_tests.rs"]
mod tests;

/// All responses of a wave, in the order in which they came to be known.
#[derive(Debug)]
pub struct FollowedWave {
    form: Arc<WaveForm>,
    builder: DatasetBuilder,
    kept: Vec<Kept>,
    index: Index,
    /// The earlier versions in the order of the form, each with how many answered it.
    earlier: Vec<(EarlierVersion, usize)>,
    texts: u64,
    /// The revisions of all together.
    revisions: u64,
    /// The newest stamp; `None` where it has to be looked for.
    newest: Option<u64>,
}

impl FollowedWave {
    pub fn new(form: Arc<WaveForm>) -> FollowedWave {
        let of = |(version, earlier): (&String, &super::stored::EarlierForm)| {
            (EarlierVersion::of(version, &earlier.crosswalk, &form.questionnaire), 0)
        };
        FollowedWave {
            builder: DatasetBuilder::new(Arc::clone(&form.questionnaire), Vec::new()),
            kept: Vec::new(),
            index: Index::default(),
            earlier: form.earlier.iter().map(of).collect(),
            texts: 0,
            revisions: 0,
            newest: Some(0),
            form,
        }
    }

    /// How rows are read.
    pub fn form(&self) -> &Arc<WaveForm> {
        &self.form
    }

    /// How many responses there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Rows that are not there yet, below those that are.
    pub fn extend(&mut self, rows: StoredRows) {
        let before = self.kept.len();
        self.builder.extend(rows.builder);
        for (place, kept) in (before..).zip(rows.kept) {
            if let Some((_, answered)) = self.earlier_of(kept.version) {
                *answered += 1;
            }
            self.index.append(kept.id, place);
            self.count_in(kept);
            self.kept.push(kept);
        }
        for (place, uncarried) in rows.uncarried {
            self.leave_out(before + place, &uncarried);
        }
        self.texts += rows.texts;
    }

    /// Rows that came or changed since; those that are known as they are change nothing.
    ///
    /// # Errors
    /// As [`StoredRows::add`]. The same rows can be put again, under another form by [`FollowedWave::new`].
    pub fn put(&mut self, rows: &[PackedResponse<'_>]) -> Result<(), StoredError> {
        let mut new: BTreeMap<ResponseId, &PackedResponse<'_>> = BTreeMap::new();
        for row in rows {
            match self.index.find(row.id, &self.kept) {
                Some(place) if self.kept[place].stamp == row.stamp => {}
                Some(place) => self.replace(place, row)?,
                None => {
                    new.insert(row.id, row);
                }
            }
        }
        let mut added = StoredRows::new(Arc::clone(&self.form));
        for row in new.into_values() {
            added.add(std::slice::from_ref(row))?;
        }
        self.extend(added);
        Ok(())
    }

    fn replace(&mut self, place: usize, row: &PackedResponse<'_>) -> Result<(), StoredError> {
        let (response, uncarried) = self.form.response(row)?;
        let kept = self.form.kept(row)?;
        self.builder.replace(place, &response);
        self.forget(place);
        self.kept[place] = kept;
        self.count_in(kept);
        if let Some((_, answered)) = self.earlier_of(kept.version) {
            *answered += 1;
        }
        self.leave_out(place, &uncarried);
        self.texts += bytes_of_texts(row);
        Ok(())
    }

    /// Responses that are no longer there; those that are not known change nothing.
    pub fn erase(&mut self, ids: &[ResponseId]) {
        for id in ids {
            let Some(place) = self.index.find(*id, &self.kept) else { continue };
            let Some(last) = self.builder.remove(place) else { continue };
            self.index.remove(*id, place, last, &self.kept);
            self.forget(place);
            if let Some((earlier, _)) =
                self.kept.get(last).map(|kept| kept.version).and_then(|version| self.earlier_of(version))
            {
                earlier.move_to(last, place);
            }
            self.kept.swap_remove(place);
        }
    }

    /// The wave as it stands; its state of the data and its earlier versions are told by the rows.
    pub fn snapshot(&mut self, info: DatasetInfo) -> Dataset {
        let answered = self.earlier.iter().filter(|(_, answered)| *answered > 0);
        let earlier = answered.map(|(earlier, _)| earlier.clone()).collect();
        let watermark = self.watermark();
        self.builder.snapshot(DatasetInfo { watermark, earlier, ..info })
    }

    /// Whatever comes next is found at once. Takes a moment for a large wave.
    pub fn prepare(&mut self) {
        self.index.order(&self.kept);
    }

    /// Bytes that it takes by now, estimated: of texts that several gave alike each is counted.
    pub fn bytes(&self) -> u64 {
        self.builder.bytes_taken()
            + self.texts
            + (self.kept.len() * (size_of::<Kept>() + Index::BYTES)) as u64
    }

    fn watermark(&mut self) -> String {
        let kept = &self.kept;
        let newest = self.newest.get_or_insert_with(|| kept.iter().map(|kept| kept.stamp).max().unwrap_or(0));
        watermark(kept.len() as u64, self.revisions, *newest)
    }

    fn count_in(&mut self, kept: Kept) {
        self.revisions += u64::from(kept.rev);
        self.newest = self.newest.map(|newest| newest.max(kept.stamp));
    }

    fn earlier_of(&mut self, version: u16) -> Option<&mut (EarlierVersion, usize)> {
        usize::from(version).checked_sub(1).and_then(|place| self.earlier.get_mut(place))
    }

    /// The row at this place is one that answered nothing any more.
    fn forget(&mut self, place: usize) {
        let kept = self.kept[place];
        self.revisions -= u64::from(kept.rev);
        self.newest = self.newest.filter(|newest| *newest > kept.stamp);
        if let Some((earlier, answered)) = self.earlier_of(kept.version) {
            earlier.forget(place);
            *answered -= 1;
        }
    }

    fn leave_out(&mut self, place: usize, uncarried: &[Uncarried]) {
        let form = Arc::clone(&self.form);
        let version = self.kept[place].version;
        let own = usize::from(version).checked_sub(1).and_then(|place| form.earlier.values().nth(place));
        if let (Some(own), Some((earlier, _))) = (own, self.earlier_of(version)) {
            earlier.leave_out(place, uncarried, &own.questionnaire, &own.crosswalk, &form.questionnaire);
        }
    }
}

/// What names the state of a wave's responses: how many there are, their revisions together, and the newest stamp.
pub fn watermark(responses: u64, revisions: u64, newest: u64) -> String {
    format!("{responses}-{revisions}-{newest}")
}

/// Where each response stands: places in the order of the ids, and those that came since that order was made. Made when
/// it is first asked for.
#[derive(Debug, Default)]
struct Index {
    ordered: Vec<u32>,
    later: BTreeMap<ResponseId, u32>,
    made: bool,
}

impl Index {
    /// Bytes a row.
    const BYTES: usize = size_of::<u32>();
    /// As many later ones are as quick to look through as the ordered.
    const LATER_MAX: usize = 65_536;

    fn append(&mut self, id: ResponseId, place: usize) {
        if self.made {
            self.later.insert(id, place as u32);
        }
    }

    fn find(&mut self, id: ResponseId, kept: &[Kept]) -> Option<usize> {
        self.order(kept);
        let later = self.later.get(&id).copied();
        later.or_else(|| Some(self.ordered[self.ordered_at(id, kept)?])).map(|place| place as usize)
    }

    fn ordered_at(&self, id: ResponseId, kept: &[Kept]) -> Option<usize> {
        self.ordered.binary_search_by_key(&id, |place| kept[*place as usize].id).ok()
    }

    fn order(&mut self, kept: &[Kept]) {
        if self.made && self.later.len() < Index::LATER_MAX.max(self.ordered.len() / 4) {
            return;
        }
        let mut all: Vec<(ResponseId, u32)> = kept.iter().map(|kept| kept.id).zip(0..).collect();
        all.sort_unstable();
        self.ordered = all.into_iter().map(|(_, place)| place).collect();
        self.later.clear();
        self.made = true;
    }

    /// The response at `place` is taken away, and the one at `last` stands there now. Called while `kept` has both.
    fn remove(&mut self, id: ResponseId, place: usize, last: usize, kept: &[Kept]) {
        let moved = kept[last].id;
        let (from, to) = (self.ordered_at(id, kept), self.ordered_at(moved, kept));
        if let Some(known) = self.later.get_mut(&moved) {
            *known = place as u32;
        } else if let Some(at) = to {
            self.ordered[at] = place as u32;
        }
        if self.later.remove(&id).is_none()
            && let Some(at) = from
        {
            self.ordered.remove(at);
        }
    }
}
