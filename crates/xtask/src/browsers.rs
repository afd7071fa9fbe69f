//! The three browser engines and their drivers: what to install, and how to start each.
