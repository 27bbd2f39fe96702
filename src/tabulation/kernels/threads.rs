//! Work that is done side by side and comes back in its order.

use rayon::prelude::*;

/// What `work` makes of 0, 1, … below `pieces`, in that order, on as many threads as there are.
pub(crate) fn side_by_side<T: Send>(pieces: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    match pieces {
        // Nobody has to be woken for one.
        0 | 1 => (0..pieces).map(work).collect(),
        _ => (0..pieces).into_par_iter().with_max_len(1).map(work).collect(),
    }
}
