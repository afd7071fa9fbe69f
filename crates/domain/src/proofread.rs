//! Computing again where a single wrong result would cost a record or accuse somebody.
//!
//! Engines do compute wrongly once in a while: the optimising compiler of a current JavaScriptCore has been seen to, in a fresh page, at
//! the moment at which it takes a function over (`docs/reliability.md`). What nobody could put right later is therefore computed until
//! it comes out the same twice, and what fails is tried again before it is believed.

/// How often something is computed at most.
const TRIES: usize = 5;

/// What comes out the same twice in a row; `None` where nothing does.
pub fn agreed<T: PartialEq>(mut compute: impl FnMut() -> Option<T>) -> Option<T> {
    let mut last = compute();
    for _ in 1..TRIES {
        let next = compute();
        if next.is_some() && next == last {
            return next;
        }
        last = next;
    }
    None
}

/// The first success; where there is none, the last failure.
///
/// # Errors
/// What `attempt` gives, when it fails every time.
pub fn insist<T, E>(mut attempt: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    let mut last = attempt();
    for _ in 1..TRIES {
        if last.is_ok() {
            break;
        }
        last = attempt();
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An engine whose nth results are wrong.
    fn flaky(wrong: &'static [usize]) -> impl FnMut() -> Option<usize> {
        let mut n = 0;
        move || {
            n += 1;
            Some(if wrong.contains(&n) { 100 + n } else { 7 })
        }
    }

    #[test]
    fn what_came_out_wrong_once_or_twice_is_never_given_out() {
        for wrong in [&[][..], &[1], &[2], &[3], &[1, 3], &[2, 3], &[1, 2]] {
            assert_eq!(agreed(flaky(wrong)), Some(7), "wrong at {wrong:?}");
        }
    }

    #[test]
    fn where_nothing_comes_out_twice_nothing_is_given_out() {
        assert_eq!(agreed(flaky(&[1, 2, 3, 4, 5])), None);
        assert_eq!(agreed(|| None::<u8>), None);
    }

    #[test]
    fn a_failure_is_believed_only_when_it_stays() {
        let mut left = 3;
        let mut attempt = || {
            left -= 1;
            if left == 0 { Ok(()) } else { Err(left) }
        };
        assert_eq!(insist(&mut attempt), Ok(()));
        let mut tries = 0;
        let stays: Result<(), _> = insist(|| {
            tries += 1;
            Err("it does not hold")
        });
        assert_eq!((stays, tries), (Err("it does not hold"), TRIES));
    }
}
