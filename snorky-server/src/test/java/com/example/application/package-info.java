/** An application that embeds the server, and the service of the guide in it. */
package com.example.application;
