//! The short form of `cargo xtask torture`.

use crate::{Engine, Journey};
use drive::torture;

pub async fn a_browser_that_is_killed_while_people_sign_loses_nobody(engine: Engine) -> Journey {
    let kiosk = torture::kiosk(engine, 3, 1, |_| ()).await?;
    assert_eq!((kiosk.kills, kiosk.lost, &kiosk.faults[..]), (3, 0, &[][..]));
    assert!(kiosk.acknowledged > 10 && kiosk.batches > 1, "{kiosk:?}");
    Ok(())
}

pub async fn the_same_harness_sees_what_localstorage_alone_loses(engine: Engine) -> Journey {
    let naive = torture::naive(engine, 1, 1).await?;
    assert!(naive.acknowledged > 0 && naive.lost > 0, "{naive:?}");
    Ok(())
}
