/**
 * The visual interface: a web server for people (one page) and programs (JSON). Javalin answers on the loopback device
 * unless told otherwise; {@code docs/web.md} describes the API, the limits and the page.
 *
 * <p>A request goes through {@link org.srmap.web.Guard} (who may ask), {@link org.srmap.web.Upload} (how much may be
 * sent), {@link org.srmap.web.WorkQueue} (how much may be computed) and ends in one of the APIs. Photos and results live
 * in bounded caches in memory; no name or path from a request ever reaches the file system. May use the face, the
 * library's image and array packages, and the reader of studies.
 */
@NullMarked
package org.srmap.web;

import org.jspecify.annotations.NullMarked;
