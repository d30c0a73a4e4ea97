/** The services of the guide, as their author would write them. */
package com.example.chat;
